//! The act table of the register.

use crate::act::acts::recorded;
use crate::act::define::acts;
use crate::act::{Award, Correct, Migrate};
use crate::position::Function;
use crate::register::belonging::{Join, Leave};
use crate::register::code::RegisterCode;
use crate::register::kinship::{DeclareRelative, RetractRelative};
use crate::register::preparing::{CountCredits, Train};
use crate::register::requirement::{RegisterRequirement as Requirement, RegisterRole as Role};
use crate::register::sanctioning::{Announce, AskReview, Hear, Impose, Review};
use crate::register::seating::{Appoint, Elect, Recall, Vacate};
use crate::register::target::{RegisterTarget, RegisterTargetKind as TargetKind};
use crate::values::choice::choice;
use crate::values::id::RegisterId;
use crate::values::key::{PersonKey, SeatKey};
use crate::values::lang::Lang;

choice! {
    /// What the acts of a register are about.
    pub enum RegisterPart {
        /// Who holds a seat.
        Seats = "seats", "seats", "席位";
        /// Who belongs to what.
        Membership = "membership", "membership", "成员";
        /// Who is prepared, and what they contributed.
        Conduct = "conduct", "training and conduct", "培训与履职";
        /// Who is a near relative of whom.
        Relatives = "relatives", "near relatives", "近亲属";
        /// What follows from conduct.
        Sanctions = "sanctions", "sanctions", "处理";
        /// Under which version of the charter it goes on.
        Versions = "versions", "versions of the charter", "章程版本";
        /// What an entry should have said.
        Corrections = "corrections", "corrections", "更正";
    }
}

use RegisterPart as Stage;

acts! {
    /// The kind of an act of the register: a row of its act table.
    ///
    /// ```
    /// use cogov::Lang;
    /// use cogov::register::{RegisterActKind, RegisterPart};
    ///
    /// let kind: RegisterActKind = "ask-review".parse()?;
    /// assert_eq!((kind.stage(), kind.label(Lang::Zh)), (RegisterPart::Sanctions, "申请复核"));
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    kinds RegisterActKind, schemas "register-";

    /// What somebody does in a register of members: what it is about, and what comes with it.
    ///
    /// ```
    /// use cogov::SeatKey;
    /// use cogov::register::{Elect, RegisterAct, RegisterActKind};
    /// use cogov::values::PersonKey;
    ///
    /// let act = RegisterAct::elect(
    ///     SeatKey::new("cppcc-member")?, Elect::new().with_persons([PersonKey::new("p-3")?]));
    /// assert_eq!(act.kind(), RegisterActKind::Elect);
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    acts RegisterAct;

    targets RegisterTarget;

    Seats {
        /// Persons are elected to a seat.
        Elect elect = "elect", "elect", "选举" {
            about seat: SeatKey; with Elect; requires Role(Role::Filler), Role(Role::Convener);
            "those elected hold the seat to the end of its term", "当选者任职至届满"
        }
        /// A person is appointed to a seat, recommended or co-opted, or holds it ex officio.
        Appoint appoint = "appoint", "appoint", "任命" {
            about seat: SeatKey; with Appoint; requires Role(Role::Filler);
            "the person holds the seat to the end of its term", "任职至届满"
        }
        /// A person gives up a seat.
        Vacate vacate = "vacate", "give up a seat", "卸任" {
            about seat: SeatKey; with Vacate;
            requires Role(Role::Person), Role(Role::Filler), Role(Role::Body);
            "the person no longer holds the seat, nor what goes only together with it; what they did before stays valid", "不再任职，须一并担任的席位亦然；此前行为仍有效"
        }
        /// Those who filled a seat call its holder back.
        Recall recall = "recall", "recall", "罢免" {
            about seat: SeatKey; with Recall; requires Role(Role::Filler);
            "the person no longer holds the seat, nor what goes only together with it; what they did before stays valid", "不再任职，须一并担任的席位亦然；此前行为仍有效"
        }
    }
    Membership {
        /// A person joins a party, a group or a sector.
        Join join = "join", "join", "加入" {
            about person: PersonKey; with Join;
            requires Role(Role::Body), Role(Role::Convener), Power(Function::Receive);
            "the person belongs to it", "成为其成员"
        }
        /// A person leaves a party, a group, a sector, or everything.
        Leave leave = "leave", "leave", "退出" {
            about person: PersonKey; with Leave;
            requires Role(Role::Person), Role(Role::Body), Role(Role::Convener),
                Power(Function::Receive);
            "the person no longer belongs to it, nor holds a seat in it; a seat that was revoked before is not held again beyond that day, though the sanction is lifted; what they did before stays valid",
            "不再是其成员，亦不再担任其席位；此前被撤销的席位，即使处理被取消，也不恢复到该日之后；此前行为仍有效"
        }
    }
    Conduct {
        /// Persons are trained.
        Train train = "train", "train", "培训" {
            with Train; requires Power(Function::Plan), Power(Function::Convene);
            "the training counts for those who are owed it", "计入应受培训"
        }
        /// Contributions are taken into account.
        Count count = "count", "take into account", "计入履职" {
            with CountCredits;
            requires Power(Function::Convene), Power(Function::Supervise), Power(Function::Evaluate);
            "conduct is assessed by them", "据以考核履职"
        }
        /// Somebody gets something for taking part.
        Award award = "award", "award", "激励" {
            with Award; requires Power(Function::Evaluate);
            "the award is kept", "激励留存"
        }
    }
    Relatives {
        /// Two persons are near relatives.
        DeclareRelative declare_relative = "declare-relative", "declare a near relative", "申报近亲属" {
            about person: PersonKey; with DeclareRelative;
            requires Role(Role::Person), Power(Function::Receive), Power(Function::Supervise);
            "the two hold no seats side by side that bar near relatives", "双方不得同时担任须近亲属回避的席位"
        }
        /// Two persons are no longer near relatives.
        RetractRelative retract_relative = "retract-relative", "end a declared kinship", "解除近亲属关系" {
            about person: PersonKey; with RetractRelative;
            requires Role(Role::Person), Power(Function::Receive), Power(Function::Supervise);
            "nothing is barred any more for that reason", "不再因此回避"
        }
    }
    Sanctions {
        /// A person is told which sanction is intended.
        Announce announce = "announce", "announce a sanction", "告知拟处理" {
            about person: PersonKey; with Announce; requires Role(Role::Sanctioner);
            "the time to answer begins", "陈述申辩期限起算"
        }
        /// A person is heard on what was announced.
        Hear hear = "hear", "hear the person", "听取陈述申辩" {
            about entry: u64; or_without Hear; requires Role(Role::Hearer);
            "the person was heard", "已听取陈述申辩"
        }
        /// A rung of the ladder is imposed.
        Sanction sanction = "sanction", "sanction", "处理" {
            about person: PersonKey; with Impose; requires Role(Role::Sanctioner);
            "the rung stands until it lapses or is lifted; revoking ends the holding of the seat",
            "处理生效，至失效或被撤销为止；撤销资格即终止任职"
        }
        /// A person wants a sanction to be reviewed.
        AskReview ask_review = "ask-review", "ask for a review", "申请复核" {
            about entry: u64; with AskReview; requires Role(Role::Person);
            "a review is owed", "应予复核"
        }
        /// A sanction is reviewed.
        Review review = "review", "review", "复核" {
            about entry: u64; with Review;
            requires Role(Role::Sanctioner), Power(Function::Supervise);
            "the sanction stands, or is as if it had not been imposed", "处理予以维持，或视为未作出"
        }
    }
    Versions {
        /// The register goes on under another version of the charter.
        Migrate migrate = "migrate", "migrate", "改用新章程" {
            with Migrate; requires Power(Function::Decide);
            "what comes is judged by the new version; who holds a seat goes on holding it",
            "此后依新版本判断；现任者继续任职"
        }
    }
    Corrections {
        /// What an entry should have said.
        Correct correct = "correct", "correct", "更正说明" {
            about entry: u64; with Correct; requires Nothing;
            "the note is shown with the entry; nothing else changes", "说明随原条目显示，别无改变"
        }
    }
}

recorded! {
    RegisterAct, RegisterActKind of RegisterId as "register",
    about RegisterTarget, format "cogov-register/" 1, shows receipts: false;
    "the header of a register: {\"charter\": …, \"format\": …, \"register\": …}",
    "登记册首行：{\"charter\": …, \"format\": …, \"register\": …}"
}

impl crate::case::Judged for RegisterAct {
    type Code = RegisterCode;
}
